/* An HTTP server that answers with what it received and where it runs.
 *
 *   /healthz        200 "ok"
 *   /slow?ms=N      answers after N milliseconds
 *   /log?text=T     writes T to standard output
 *   /exit?code=N    answers, then ends with code N
 *   anything else   the request and the place, as JSON
 *
 * Port: first argument, or PORT, or 8080. On SIGTERM it goes on accepting for LAME_DUCK_MS (500), answering each time with "Connection: close",
 * and then ends as soon as no connection is open, at the latest drain_milliseconds_max later.
 */
#define _GNU_SOURCE
#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

enum { drain_milliseconds_max = 5000 };

static atomic_int stopping;
static atomic_int connections;
static int wake_pipe[2];

struct connection {
    int socket;
    struct sockaddr_in6 client;
};

static void client_address(const struct sockaddr_in6 *client, char *address, size_t capacity) {
    char bytes[INET6_ADDRSTRLEN];
    inet_ntop(AF_INET6, &client->sin6_addr, bytes, sizeof bytes);
    const char *plain = strncmp(bytes, "::ffff:", 7) == 0 ? bytes + 7 : bytes;
    snprintf(address, capacity, "%s:%d", plain, ntohs(client->sin6_port));
}

static const char *from_environment(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

static int append_member(struct text *json, const char *name, const char *value, size_t length, const char *end) {
    return text_append_string(json, "  ") || text_append_json(json, name, strlen(name)) || text_append_string(json, ": ") ||
           text_append_json(json, value, length) || text_append_string(json, end);
}

static int append_headers(struct text *json, const struct request *request) {
    if (text_append_string(json, "  \"headers\": {"))
        return -1;
    for (size_t i = 0; i < request->header_count; i++) {
        const struct header *header = &request->headers[i];
        if (text_append_string(json, i ? ",\n    " : "\n    ") || text_append_json(json, header->name.bytes, header->name.length) ||
            text_append_string(json, ": ") || text_append_json(json, header->value.bytes, header->value.length))
            return -1;
    }
    return text_append_string(json, request->header_count ? "\n  },\n" : "},\n");
}

static int write_echo(const struct request *request, const struct connection *connection, struct text *json) {
    char client[80];
    struct utsname system;
    uname(&system);
    client_address(&connection->client, client, sizeof client);
    const struct { const char *name, *value; } places[] = {
        {"host", system.nodename},
        {"node", from_environment("NODE_NAME")},
        {"namespace", from_environment("POD_NAMESPACE")},
        {"pod", from_environment("POD_NAME")},
        {"podIP", from_environment("POD_IP")},
        {"message", from_environment("MESSAGE")},
        {"version", from_environment("IMAGE_VERSION")},
    };
    int failed = text_append_string(json, "{\n") || append_member(json, "client", client, strlen(client), ",\n") ||
                 append_member(json, "method", request->method.bytes, request->method.length, ",\n") ||
                 append_member(json, "path", request->target.bytes, request->target.length, ",\n") || append_headers(json, request) ||
                 append_member(json, "body", request->body.bytes ? request->body.bytes : "", request->body.length, ",\n");
    size_t count = sizeof places / sizeof *places;
    for (size_t i = 0; i < count && !failed; i++)
        failed = append_member(json, places[i].name, places[i].value, strlen(places[i].value), i + 1 < count ? ",\n" : "\n}\n");
    return failed;
}

static void wait_milliseconds(long milliseconds) {
    struct timespec left = {milliseconds / 1000, (milliseconds % 1000) * 1000000};
    while (nanosleep(&left, &left) < 0 && errno == EINTR) {
    }
}

static int answer(const struct connection *connection, const struct request *request, int status, const char *type, const struct text *body) {
    const char *reason = status == 200 ? "OK" : status == 413 ? "Content Too Large" : status == 431 ? "Request Header Fields Too Large" : "Bad Request";
    int keep = status == 200 && request->keep_alive && !atomic_load(&stopping);
    int head_only = slice_is(request->method, "HEAD");
    struct text message = {0};
    int failed = text_append_format(&message, "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: %s\r\n\r\n", status, reason, type,
                                    body->length, keep ? "keep-alive" : "close") ||
                 (!head_only && text_append(&message, body->bytes ? body->bytes : "", body->length)) ||
                 send_all(connection->socket, message.bytes, message.length);
    text_free(&message);
    return failed ? 0 : keep;
}

/* Answers one request; true when the connection stays open. */
static int respond(const struct connection *connection, struct request *request) {
    char parameter[4096];
    struct text body = {0};
    const char *type = "text/plain; charset=utf-8";
    int exit_code = -1;
    if (slice_is(request->path, "/healthz")) {
        text_append_string(&body, "ok\n");
    } else if (slice_is(request->path, "/log")) {
        printf("%s\n", request_parameter(request, "text", parameter, sizeof parameter) >= 0 ? parameter : "");
        fflush(stdout);
        text_append_string(&body, "logged\n");
    } else if (slice_is(request->path, "/exit")) {
        exit_code = request_parameter(request, "code", parameter, sizeof parameter) >= 0 ? atoi(parameter) & 0xFF : 0;
        text_append_format(&body, "exiting with %d\n", exit_code);
    } else {
        if (slice_is(request->path, "/slow") && request_parameter(request, "ms", parameter, sizeof parameter) >= 0)
            wait_milliseconds(atol(parameter));
        type = "application/json";
        write_echo(request, connection, &body);
    }
    int keep = answer(connection, request, 200, type, &body);
    text_free(&body);
    if (exit_code >= 0) {
        shutdown(connection->socket, SHUT_WR);
        exit(exit_code);
    }
    return keep;
}

/* Closing with unread input makes the kernel reset the connection, and the client may lose the answer: read to the end first. */
static void close_gently(int socket) {
    char rest[4096];
    struct timeval patience = {.tv_sec = 1};
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    shutdown(socket, SHUT_WR);
    while (recv(socket, rest, sizeof rest, 0) > 0) {
    }
    close(socket);
}

static void *serve_connection(void *argument) {
    struct connection connection = *(struct connection *)argument;
    struct text input = {0};
    int keep = 1;
    free(argument);
    while (keep) {
        struct request *request = malloc(sizeof *request);
        if (!request)
            break;
        int status = request_read(connection.socket, &input, request);
        if (status == 0)
            keep = respond(&connection, request);
        else
            keep = status > 0 ? answer(&connection, request, status, "text/plain", &(struct text){0}) : 0;
        request_free(request);
        free(request);
    }
    text_free(&input);
    close_gently(connection.socket);
    if (atomic_fetch_sub(&connections, 1) == 1 && atomic_load(&stopping) && write(wake_pipe[1], "c", 1) < 0)
        perror("pipe");
    return 0;
}

static void accept_connection(int listener, const pthread_attr_t *thread_kind) {
    struct connection *connection = malloc(sizeof *connection);
    socklen_t length = sizeof connection->client;
    pthread_t thread;
    if (!connection)
        return;
    connection->socket = accept4(listener, (struct sockaddr *)&connection->client, &length, SOCK_CLOEXEC);
    if (connection->socket < 0) {
        free(connection);
        return;
    }
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    int socket = connection->socket;
    atomic_fetch_add(&connections, 1);
    if (pthread_create(&thread, thread_kind, serve_connection, connection) != 0) {
        atomic_fetch_sub(&connections, 1);
        close(socket);
        free(connection);
    }
}

static void on_stop(int signal_number) {
    int saved = errno;
    (void)signal_number;
    atomic_store(&stopping, 1);
    if (write(wake_pipe[1], "s", 1) < 0)
        _exit(1);
    errno = saved;
}

static int listen_on(int port) {
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons((unsigned short)port), .sin6_addr = in6addr_any};
    int listener = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &(int){0}, sizeof(int));
    if (listener >= 0 && bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 1024) == 0)
        return listener;
    struct sockaddr_in plain = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    close(listener);
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    if (bind(listener, (struct sockaddr *)&plain, sizeof plain) < 0 || listen(listener, 1024) < 0) {
        fprintf(stderr, "cannot listen on port %d: %s\n", port, strerror(errno));
        exit(1);
    }
    return listener;
}

static long milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void serve(int listener, long lame_duck_milliseconds, const pthread_attr_t *thread_kind) {
    long earliest_end = 0;
    for (;;) {
        long now = milliseconds_now();
        if (atomic_load(&stopping) && earliest_end == 0) {
            earliest_end = now + lame_duck_milliseconds;
            printf("stopping: %d connections open\n", atomic_load(&connections));
            fflush(stdout);
        }
        long latest_end = earliest_end + drain_milliseconds_max;
        if (earliest_end && (now >= latest_end || (now >= earliest_end && atomic_load(&connections) == 0)))
            return;
        int patience = earliest_end == 0 ? -1 : (int)((now < earliest_end ? earliest_end : latest_end) - now);
        struct pollfd waits[] = {{.fd = listener, .events = POLLIN}, {.fd = wake_pipe[0], .events = POLLIN}};
        char byte;
        poll(waits, 2, patience);
        if (waits[1].revents && read(wake_pipe[0], &byte, 1) < 0 && errno != EINTR)
            return;
        if (waits[0].revents)
            accept_connection(listener, thread_kind);
    }
}

int main(int argument_count, char **arguments) {
    const char *port = argument_count > 1 ? arguments[1] : *from_environment("PORT") ? from_environment("PORT") : "8080";
    const char *lame_duck = from_environment("LAME_DUCK_MS");
    struct sigaction stop = {.sa_handler = on_stop, .sa_flags = SA_RESTART};
    pthread_attr_t thread_kind;
    pthread_attr_init(&thread_kind);
    pthread_attr_setstacksize(&thread_kind, 128 * 1024);
    pthread_attr_setdetachstate(&thread_kind, PTHREAD_CREATE_DETACHED);
    signal(SIGPIPE, SIG_IGN);
    if (pipe(wake_pipe) < 0 || sigaction(SIGTERM, &stop, 0) < 0 || sigaction(SIGINT, &stop, 0) < 0)
        return 1;
    int listener = listen_on(atoi(port));
    printf("echo %s listening on port %s\n", from_environment("IMAGE_VERSION"), port);
    fflush(stdout);
    serve(listener, *lame_duck ? atol(lame_duck) : 500, &thread_kind);
    printf("stopped\n");
    return 0;
}
