using System.Text;

namespace CloudOrchestrator.Cli.Nodes;

/// <summary>What joining takes on a machine. Pure: nothing has been done.</summary>
/// <param name="Obstacles">What only the user can change; with any of these nothing is done.</param>
/// <param name="Steps">What will be done, in order.</param>
internal sealed record JoinPlan(IReadOnlyList<string> Obstacles, IReadOnlyList<JoinStep> Steps)
{
    private const string Settings = "/etc/cloudorchestrator";
    private const string Data = "/var/lib/cloudorchestrator/node";
    private const string Unit = "/etc/systemd/system/cloudorchestrator-node.service";

    /// <summary>Plans.</summary>
    public static JoinPlan Of(JoinRequest request, Machine machine)
    {
        var steps = new List<JoinStep>();
        var packages = machine.MissingPrograms.Select(program => Machine.Packages[program]).Order(StringComparer.Ordinal).ToList();
        if (packages.Count > 0)
        {
            steps.Add(new JoinStep.Run(["apt-get", "update", "-qq"]));
            steps.Add(new JoinStep.Run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", .. packages]));
        }

        steps.Add(new JoinStep.Write($"{Settings}/ca.crt", request.Authority.ExportCertificatePem() + "\n", Secret: false));
        steps.Add(new JoinStep.Write($"{Settings}/join-token", request.Token + "\n", Secret: true));
        if (machine.HasSystemd)
        {
            steps.Add(new JoinStep.Write(Unit, UnitText(request), Secret: false));
            steps.Add(new JoinStep.Run(["systemctl", "daemon-reload"]));
            steps.Add(new JoinStep.Run(["systemctl", "enable", "--now", "cloudorchestrator-node"]));
        }
        else
        {
            steps.Add(new JoinStep.Run(Arguments(request)));
        }

        return new JoinPlan([.. ObstaclesOn(machine)], steps);
    }

    private static IEnumerable<string> ObstaclesOn(Machine machine)
    {
        if (!machine.IsLinux)
        {
            yield return "Linux: containers run on nothing else";
            yield break;
        }

        if (!machine.IsRoot)
            yield return "root: run it again with sudo";
        if (machine.MissingPrograms.Count > 0 && !machine.HasApt)
        {
            var packages = machine.MissingPrograms.Select(program => Machine.Packages[program]);
            yield return $"{string.Join(", ", machine.MissingPrograms)}: install {string.Join(", ", packages)} (Debian's names)";
        }
    }

    private static string[] Arguments(JoinRequest request) =>
    [
        request.Program,
        "--server", request.Server.GetLeftPart(UriPartial.Authority),
        "--ca", $"{Settings}/ca.crt",
        "--token-file", $"{Settings}/join-token",
        "--name", request.Name,
        "--address", request.Address,
        "--data", Data,
        "--docker", request.Docker,
    ];

    private static string UnitText(JoinRequest request)
    {
        var command = new StringBuilder();
        foreach (var argument in Arguments(request))
            command.Append(command.Length == 0 ? "" : " ").Append(argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument);

        // Containers belong to the Docker Engine and outlive the agent, whatever ends it.
        return $"""
            [Unit]
            Description=CloudOrchestrator node agent
            After=network-online.target docker.service
            Wants=network-online.target docker.service

            [Service]
            ExecStart={command}
            Restart=always
            RestartSec=2
            KillMode=process
            LimitNOFILE=1048576
            OOMScoreAdjust=-999

            [Install]
            WantedBy=multi-user.target

            """;
    }
}
