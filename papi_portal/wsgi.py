"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from papi_portal.checks import refuse_unsafe
from papi_portal.lifelines.pages import serve_pages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

application = get_wsgi_application()
serve_pages()
refuse_unsafe()  # after set-up, which it reads; gunicorn ends with what it says
# Every page is read in before gunicorn forks (--preload), and no collection of garbage touches it: the processes share it.
reverse("home")
gc.collect()
gc.freeze()
