package com.acme.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

public class FileStore {
    public String read(Path path) throws IOException {
        return Files.readString(path);
    }

    public void write(Path path, String text) throws IOException {
        Files.writeString(path, text);
    }
}
