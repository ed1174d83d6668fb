from azure.storage.blob._names import join
