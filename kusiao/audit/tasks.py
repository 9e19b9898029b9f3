from celery import shared_task


@shared_task(name="kusiao.audit.seal")
def seal_events():
    from .sealing import seal

    seal()
