<?php

return ["till" => true];
