/* A text that grows; the pieces that parse and write HTTP and JSON. */
#ifndef ECHO_TEXT_H
#define ECHO_TEXT_H

#include <stddef.h>

struct text {
    char *bytes;
    size_t length;
    size_t capacity;
};

/* All of these leave the text as it was and return -1 when memory runs out; 0 means done. */
int text_append(struct text *text, const char *bytes, size_t length);
int text_append_string(struct text *text, const char *string);
int text_append_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends a JSON string with its quotes. Bytes that are no UTF-8 are written as U+FFFD. */
int text_append_json(struct text *text, const char *bytes, size_t length);

/* Removes bytes at the start. */
void text_drop(struct text *text, size_t length);
void text_free(struct text *text);

/* Decodes %XX and + in place; returns the new length. */
size_t url_decode(char *bytes, size_t length);

#endif
