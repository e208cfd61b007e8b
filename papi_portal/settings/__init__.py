"""Settings of the portal: the environment read in one block, everything else derived from it, a file a noun."""

from papi_portal.settings.data import *
from papi_portal.settings.environment import *
from papi_portal.settings.guarding import *
from papi_portal.settings.house import *
from papi_portal.settings.jobs import *
from papi_portal.settings.lines import *
from papi_portal.settings.people import *
from papi_portal.settings.post import *
