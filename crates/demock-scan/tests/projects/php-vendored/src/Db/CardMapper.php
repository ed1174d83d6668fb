<?php

namespace Acme\Desk\Db;

use OCP\AppFramework\Db\QBMapper;

class CardMapper extends QBMapper
{
    public function all(): array
    {
        return $this->findEntities($this->db->getQueryBuilder());
    }
}
