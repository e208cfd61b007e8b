#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.umask(0o077)  # database, uploads, mail and logs are people's: for the portal's own account alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")
    execute_from_command_line(sys.argv)
