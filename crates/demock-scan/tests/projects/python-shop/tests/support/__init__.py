from unittest.mock import MagicMock, patch

from . import deep
