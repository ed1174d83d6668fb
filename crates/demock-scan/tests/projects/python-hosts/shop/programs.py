import shutil
import subprocess


class Executor:
    def execute(self, command):
        return subprocess.Popen(command).wait()

    def output(self, command):
        return subprocess.check_output(command)


class Planner:
    def execute(self, command):
        return subprocess.Popen(command).wait()

    def plan(self, steps):
        return [step for step in steps if step]


def has_engine():
    return shutil.which("docker") is not None
