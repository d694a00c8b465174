/* Reading HTTP/1.1 requests from a connection. */
#ifndef ECHO_HTTP_H
#define ECHO_HTTP_H

#include "text.h"

enum { headers_max = 100, head_length_max = 64 * 1024, body_length_max = 16 * 1024 * 1024 };

struct slice {
    const char *bytes;
    size_t length;
};

struct header {
    struct slice name;
    struct slice value;
};

struct request {
    struct slice method;
    struct slice target;
    struct slice path;
    struct slice query;
    struct header headers[headers_max];
    size_t header_count;
    struct text head; /* the slices point into it */
    struct text body;
    int keep_alive;
};

/* Reads the next request from the socket; bytes read too far stay in `input` for the next one.
   Returns 0, or -1 when the connection ended before a request began, or the HTTP status to refuse with. */
int request_read(int socket, struct text *input, struct request *request);
void request_free(struct request *request);

/* The header's value, or a slice without bytes. */
struct slice request_header(const struct request *request, const char *name);

/* Copies the decoded value of a query parameter; returns its length, or -1 when absent or too long. */
int request_parameter(const struct request *request, const char *name, char *value, size_t capacity);

int slice_is(struct slice slice, const char *string);
int send_all(int socket, const char *bytes, size_t length);

#endif
