import os
import subprocess


def packed(names):
    """Packs what is named."""
    try:
        done = subprocess.run(
            ["tar", "-cf", "-", *names],
            check=False,
            capture_output=True,
            env={"HOME": os.environ.get("HOME", "/")},
        )
    except OSError as error:
        raise ValueError(names) from error
    if done.returncode != 0:
        message = done.stderr.decode()
        raise ValueError(message)
    return done.stdout


def run_tar_command(names):
    return [packed(names) for _ in range(3)]


def root_of(path):
    return os.path.dirname(os.path.dirname(path))
