#include "http.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

int slice_is(struct slice slice, const char *string) {
    return slice.bytes && slice.length == strlen(string) && strncasecmp(slice.bytes, string, slice.length) == 0;
}

int send_all(int socket, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t sent = send(socket, bytes, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return -1;
        bytes += sent;
        length -= (size_t)sent;
    }
    return 0;
}

static int receive_more(int socket, struct text *input) {
    char bytes[16 * 1024];
    for (;;) {
        ssize_t received = recv(socket, bytes, sizeof bytes, 0);
        if (received < 0 && errno == EINTR)
            continue;
        return received <= 0 ? -1 : text_append(input, bytes, (size_t)received);
    }
}

struct slice request_header(const struct request *request, const char *name) {
    for (size_t i = 0; i < request->header_count; i++)
        if (slice_is(request->headers[i].name, name))
            return request->headers[i].value;
    return (struct slice){0};
}

int request_parameter(const struct request *request, const char *name, char *value, size_t capacity) {
    const char *at = request->query.bytes, *end = at + request->query.length;
    while (at && at < end) {
        const char *next = memchr(at, '&', (size_t)(end - at));
        const char *stop = next ? next : end;
        const char *equals = memchr(at, '=', (size_t)(stop - at));
        const char *name_end = equals ? equals : stop;
        if (slice_is((struct slice){at, (size_t)(name_end - at)}, name)) {
            size_t length = equals ? (size_t)(stop - equals - 1) : 0;
            if (length + 1 > capacity)
                return -1;
            if (length > 0)
                memcpy(value, equals + 1, length);
            length = url_decode(value, length);
            value[length] = 0;
            return (int)length;
        }
        at = next ? next + 1 : end;
    }
    return -1;
}

static struct slice cut(const char **at, const char *end, char separator) {
    const char *start = *at;
    const char *stop = memchr(start, separator, (size_t)(end - start));
    if (!stop)
        stop = end;
    *at = stop < end ? stop + 1 : end;
    return (struct slice){start, (size_t)(stop - start)};
}

static struct slice trim(struct slice slice) {
    while (slice.length > 0 && (slice.bytes[0] == ' ' || slice.bytes[0] == '\t'))
        slice = (struct slice){slice.bytes + 1, slice.length - 1};
    while (slice.length > 0 && strchr(" \t\r", slice.bytes[slice.length - 1]))
        slice.length--;
    return slice;
}

static int parse_head(struct request *request) {
    const char *at = request->head.bytes, *end = at + request->head.length;
    struct slice line = trim(cut(&at, end, '\n'));
    const char *in_line = line.bytes, *line_end = line.bytes + line.length;
    request->method = cut(&in_line, line_end, ' ');
    request->target = cut(&in_line, line_end, ' ');
    struct slice version = {in_line, (size_t)(line_end - in_line)};
    if (request->method.length == 0 || request->target.length == 0 || version.length != 8 || strncmp(version.bytes, "HTTP/1.", 7) != 0)
        return 400;
    const char *in_target = request->target.bytes, *target_end = in_target + request->target.length;
    request->path = cut(&in_target, target_end, '?');
    request->query = (struct slice){in_target, (size_t)(target_end - in_target)};
    while (at < end) {
        line = trim(cut(&at, end, '\n'));
        if (line.length == 0)
            break;
        if (request->header_count == headers_max)
            return 431;
        const char *in_header = line.bytes;
        struct slice name = cut(&in_header, line.bytes + line.length, ':');
        if (name.length == 0 || name.length == line.length)
            return 400;
        struct slice value = trim((struct slice){in_header, (size_t)(line.bytes + line.length - in_header)});
        request->headers[request->header_count++] = (struct header){name, value};
    }
    struct slice connection = request_header(request, "Connection");
    request->keep_alive = version.bytes[7] == '0' ? slice_is(connection, "keep-alive") : !slice_is(connection, "close");
    return 0;
}

static int read_exactly(int socket, struct text *input, size_t length, struct text *output) {
    while (input->length < length)
        if (receive_more(socket, input) < 0)
            return 400;
    if (text_append(output, input->bytes ? input->bytes : "", length) < 0)
        return 413;
    if (length > 0)
        text_drop(input, length);
    return 0;
}

static int read_line(int socket, struct text *input, struct text *line) {
    const char *end;
    line->length = 0;
    while (!input->bytes || !(end = memchr(input->bytes, '\n', input->length))) {
        if (input->length > 4096 || receive_more(socket, input) < 0)
            return 400;
    }
    return read_exactly(socket, input, (size_t)(end - input->bytes) + 1, line);
}

static int read_chunks(int socket, struct text *input, struct text *body) {
    struct text line = {0};
    int status = 0;
    for (;;) {
        if ((status = read_line(socket, input, &line)))
            break;
        char *end;
        unsigned long size = strtoul(line.bytes, &end, 16);
        if (end == line.bytes) {
            status = 400;
            break;
        }
        if (size > body_length_max || body->length + size > body_length_max) {
            status = 413;
            break;
        }
        if (size == 0) {
            do
                status = read_line(socket, input, &line);
            while (!status && line.length > 2);
            break;
        }
        if ((status = read_exactly(socket, input, size, body)) || (status = read_line(socket, input, &line)))
            break;
    }
    text_free(&line);
    return status;
}

static int read_body(int socket, struct text *input, struct request *request) {
    static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
    struct slice length_text = request_header(request, "Content-Length");
    int chunked = slice_is(request_header(request, "Transfer-Encoding"), "chunked");
    size_t length = length_text.bytes ? strtoul(length_text.bytes, 0, 10) : 0;
    if (length > body_length_max)
        return 413;
    if ((chunked || length > 0) && slice_is(request_header(request, "Expect"), "100-continue") && send_all(socket, go_on, sizeof go_on - 1) < 0)
        return 400;
    return chunked ? read_chunks(socket, input, &request->body) : read_exactly(socket, input, length, &request->body);
}

int request_read(int socket, struct text *input, struct request *request) {
    const char *end = 0;
    memset(request, 0, sizeof *request);
    while (!input->length || !(end = strstr(input->bytes, "\r\n\r\n"))) {
        if (input->length > head_length_max)
            return 431;
        if (receive_more(socket, input) < 0)
            return input->length ? 400 : -1;
    }
    int status = read_exactly(socket, input, (size_t)(end - input->bytes) + 4, &request->head);
    if (!status)
        status = parse_head(request);
    return status ? status : read_body(socket, input, request);
}

void request_free(struct request *request) {
    text_free(&request->head);
    text_free(&request->body);
}
