def show(request):
    return request.user.name
