<?php

namespace NeuronAI\Answers\Desk;

use Illuminate\Database\Eloquent\Model;

class Customer extends Model
{
}
