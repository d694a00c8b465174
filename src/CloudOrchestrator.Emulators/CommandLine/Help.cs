namespace CloudOrchestrator.Emulators.CommandLine;

/// <summary>What the program says about itself.</summary>
internal static class Help
{
    /// <summary>The text of <c>--help</c>.</summary>
    public const string Text = """
        Runs a Functions app with a custom handler on this machine, as Azure's Flex Consumption plan would: a Functions host that starts the app's
        handler, proxies HTTP to it, feeds its Service Bus and timer triggers, scales it from zero to N processes and back, and the Service Bus itself.

        usage: CloudOrchestrator.Emulators start --app DIR [options]     runs the app (without --app: only the Service Bus)
               CloudOrchestrator.Emulators check --app DIR [options]     says what is wrong with the app folder and ends

        the app
          --app DIR                 folder with host.json and one folder with a function.json per function
          --settings FILE           app settings: lines NAME=VALUE, or JSON ({"NAME": "value"} or as in local.settings.json); may be repeated
          --set NAME=VALUE          one app setting; may be repeated, wins over files
                                    The setting ServiceBus, unless given, is the connection string of the Service Bus that runs here.
        the network
          --port N                  HTTPS front door (default 7071; 0 picks a free port)
          --servicebus-port N       Service Bus REST and GET /$emulator/status (default 5300; 0 picks a free port)
          --bind IP                 address to listen on; may be repeated (default 127.0.0.1)
          --tls-cert F --tls-key F  certificate and key in PEM; default: one is made for localhost, the --bind addresses and each --tls-name NAME|IP
          --tls-ca FILE             where the made certificate is written (for a kubeconfig's certificate-authority); kept there, its key
                                    beside it in FILE.key, and used again at the next start
          --plain-http              no TLS at the front door
        the platform
          --instances N             most instances per scaling group (default 1). All HTTP functions are one group, every other function is its own.
          --min-instances [GROUP=]N instances that always stay; GROUP is http (the default) or a function's name; may be repeated
          --concurrency N           HTTP requests one instance serves at once (default 16); more start another instance
          --idle-timeout S          an instance that does nothing this long goes, down to none (default 60)
          --scale-interval S        between decisions to add instances (default 1)
          --stop-grace S            from SIGTERM to SIGKILL for a handler (default 4)
          --health-ping S           between health pings (default 30; 0: none)
          --front-end-timeout S     the front end gives up when nothing is sent either way this long (default 230)
          --front-end-total         ... or after that time in any case, busy or not
          --proxy-timeout S         the host's proxy gives up likewise (default 240)
          --instance-memory MB      512, 2048 (default) or 4096; counts only for the bill
        the Service Bus
          --queue NAME              creates a queue; may be repeated. The queues that triggers name are created too.
          --lock-duration S         of these queues (default 60)
          --max-delivery-count N    of these queues (default 10)
                                    Messages are kept in memory, unlike Azure's: those of a process that has died are lost. For an app whose timer
                                    functions make up for lost messages:
          --timers-at-start         runs every timer function once when all is listening
        bad days
          --kill-every S            kills a random handler process about every S seconds; while it runs:
                                    POST /$emulator/chaos?killEvery=S&seed=N on the Service Bus port (0 ends it)
          --seed N                  decides which and when (default 0)
        for scripts
          --info FILE               ports, URLs, process ids as JSON, kept up to date

        When all is listening one line begins with 'ready'. SIGTERM and Ctrl+C end it; handlers get SIGTERM first. Lines marked '|' are the handler's own.

        A first try:
          CloudOrchestrator.Emulators start --app publish/ --instances 2 --min-instances 1 --set Storage=UseDevelopmentStorage=true
          curl -k https://127.0.0.1:7071/version
          curl http://127.0.0.1:5300/\$emulator/status
        """;
}
