<?php

namespace Acme\Desk\Db;

use OCP\AppFramework\Db\Entity;

class Card extends Entity
{
}
