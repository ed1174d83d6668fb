from celery import shared_task


@shared_task
def consume(path):
    return path
