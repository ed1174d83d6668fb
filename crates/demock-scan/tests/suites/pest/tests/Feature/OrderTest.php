<?php

it('pays', function () {
    expect((new Order())->pay())->toBe(1);
});
