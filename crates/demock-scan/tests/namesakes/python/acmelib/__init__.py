from acmelib.client import AcmelibClient
from acmelib.parser import Parser
