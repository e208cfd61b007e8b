"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from papi_portal.checks import refuse_unsafe
from papi_portal.lifelines.pages import serve_pages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

application = get_wsgi_application()
serve_pages()
refuse_unsafe()  # after set-up, which it reads; gunicorn ends with what it says
