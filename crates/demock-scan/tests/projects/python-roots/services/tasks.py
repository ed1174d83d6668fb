from celery import shared_task


@shared_task
def index_document(key):
    return key
