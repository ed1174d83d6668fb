module Shop
  class Socket
  end
end
