class EventLog < ActiveRecord::Base
  def self.noted(event, details = {})
    details[:place] = details[:place].to_s
    kinds = [event, details[:kind]].compact
    kinds.map(&:to_s)
  end
end
