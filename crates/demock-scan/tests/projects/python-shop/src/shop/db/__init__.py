from .session import engine, get_session
from .models import *
