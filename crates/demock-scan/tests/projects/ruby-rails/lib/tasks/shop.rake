namespace :shop do
  task :clean do
    Shop.rates
  end
end
