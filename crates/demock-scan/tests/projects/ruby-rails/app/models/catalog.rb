class Catalog < ApplicationRecord
  def summary
    entries.map(&:title).join(", ")
  end
end
