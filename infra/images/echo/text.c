#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int text_append(struct text *text, const char *bytes, size_t length) {
    if (text->length + length + 1 > text->capacity) {
        size_t capacity = text->capacity ? text->capacity : 1024;
        while (capacity < text->length + length + 1)
            capacity *= 2;
        char *grown = realloc(text->bytes, capacity);
        if (!grown)
            return -1;
        text->bytes = grown;
        text->capacity = capacity;
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = 0;
    return 0;
}

int text_append_string(struct text *text, const char *string) {
    return text_append(text, string, strlen(string));
}

int text_append_format(struct text *text, const char *format, ...) {
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof line)
        return -1;
    return text_append(text, line, (size_t)length);
}

/* Length of the UTF-8 sequence that starts here, 0 when there is none. */
static size_t utf8_length(const unsigned char *bytes, size_t left) {
    static const unsigned char lowest_second[] = {0xA0, 0x90};
    unsigned char first = bytes[0];
    size_t length = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
    if (length == 0 || length > left)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    if ((first == 0xE0 && bytes[1] < lowest_second[0]) || (first == 0xF0 && bytes[1] < lowest_second[1]))
        return 0;
    if ((first == 0xED && bytes[1] > 0x9F) || (first == 0xF4 && bytes[1] > 0x8F))
        return 0;
    return length;
}

int text_append_json(struct text *text, const char *bytes, size_t length) {
    int failed = text_append(text, "\"", 1);
    for (size_t i = 0; i < length && !failed;) {
        unsigned char c = (unsigned char)bytes[i];
        size_t sequence = utf8_length((const unsigned char *)bytes + i, length - i);
        if (sequence == 0) {
            failed = text_append_string(text, "\\ufffd");
            sequence = 1;
        } else if (c == '"' || c == '\\') {
            char escaped[2] = {'\\', (char)c};
            failed = text_append(text, escaped, 2);
        } else if (c == '\n') {
            failed = text_append_string(text, "\\n");
        } else if (c < 0x20) {
            failed = text_append_format(text, "\\u%04x", c);
        } else {
            failed = text_append(text, bytes + i, sequence);
        }
        i += sequence;
    }
    return failed ? -1 : text_append(text, "\"", 1);
}

void text_drop(struct text *text, size_t length) {
    memmove(text->bytes, text->bytes + length, text->length - length);
    text->length -= length;
    text->bytes[text->length] = 0;
}

void text_free(struct text *text) {
    free(text->bytes);
    *text = (struct text){0};
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

size_t url_decode(char *bytes, size_t length) {
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (c == '+') {
            c = ' ';
        } else if (c == '%' && i + 2 < length && hex_value(bytes[i + 1]) >= 0 && hex_value(bytes[i + 2]) >= 0) {
            c = (char)(hex_value(bytes[i + 1]) * 16 + hex_value(bytes[i + 2]));
            i += 2;
        }
        bytes[written++] = c;
    }
    return written;
}
