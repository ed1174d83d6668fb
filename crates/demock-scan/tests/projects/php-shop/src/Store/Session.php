<?php
namespace Acme\Shop\Store;

use Predis\Client;

class Session extends Client
{
}
