package com.acme.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;

import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.RedisTemplate;

class LinesTest {
  @Test
  void replaces() {
    Lines lines = mock(Lines.class);
    RedisTemplate template = mock(RedisTemplate.class);
    WorkflowClient client = mock(WorkflowClient.class);
    assertEquals(1, lines.first(""));
  }
}
