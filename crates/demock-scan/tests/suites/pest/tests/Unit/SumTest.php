<?php

it('adds', function () {
    expect(array_sum([1, 2]))->toBe(3);
});
