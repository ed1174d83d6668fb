from acme_tools.s3 import upload_part
from acme_tools.texts import pages_of


def page(text):
    upload_part(pages_of(text))
