<?php
return ['shop' => true];
