from .doubles import RecordingClient
