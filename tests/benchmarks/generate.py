"""Fill the database that DATABASE_URL names: `python -m tests.benchmarks.generate --size 0.1` (1 is the whole country).

It needs PostgreSQL, migrated, and the site's own SECRET_KEY and ENCRYPTION_SALTS (or DEBUG=1) where the site is to read it.
Run it again after it was stopped, and it goes on.
"""

import argparse
import sys

import tests.benchmarks.environment  # noqa: F401 – before Django reads its settings


def main() -> None:
    """Read the size and make the schools."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=0.1, help="the part of the country: 0.1 is 800 schools")
    size = parser.parse_args().size
    import django

    django.setup()
    from django.db import connection

    from tests.benchmarks.generator import SCHOOLS, generate

    if connection.vendor != "postgresql":
        sys.exit("The generator writes by COPY, so it needs PostgreSQL.")
    generate(round(SCHOOLS * size))


if __name__ == "__main__":
    main()
