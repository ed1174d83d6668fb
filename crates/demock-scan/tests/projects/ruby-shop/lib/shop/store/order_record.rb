require "active_record"

module Shop
  module Store
    class OrderRecord < ActiveRecord::Base
    end
  end
end
