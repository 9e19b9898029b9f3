from celery import shared_task


@shared_task(name="kusiao.exports.sweep")
def sweep_exports():
    from .actions import sweep

    sweep()
