module Shop
  class File
  end
end
