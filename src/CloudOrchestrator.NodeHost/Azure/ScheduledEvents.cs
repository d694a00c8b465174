using System.Globalization;
using System.Text.Json.Nodes;
using CloudOrchestrator.NodeAgent.Maintenance;

namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>Azure's scheduled events for one machine. The service tells each machine of a scale set of all machines' events.</summary>
internal sealed class ScheduledEvents(ImdsClient imds, string vmName) : IMaintenanceNotices
{
    public async Task<IReadOnlyList<MaintenanceNotice>> ReadAsync(CancellationToken cancellationToken)
    {
        var document = await imds.EventsAsync(cancellationToken);
        return [.. (document["Events"] as JsonArray ?? []).OfType<JsonObject>().Select(Read).OfType<MaintenanceNotice>()];
    }

    public Task AllowAsync(MaintenanceNotice notice, CancellationToken cancellationToken) => imds.StartEventAsync(notice.Id, cancellationToken);

    private MaintenanceNotice? Read(JsonObject entry)
    {
        var machines = (entry["Resources"] as JsonArray ?? []).Select(resource => (string?)resource ?? "").ToArray();
        if (!machines.Contains(vmName, StringComparer.OrdinalIgnoreCase) || KindOf(Text(entry, "EventType")) is not { } kind)
            return null;
        DateTimeOffset? notBefore = DateTimeOffset.TryParse(Text(entry, "NotBefore"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        return new MaintenanceNotice(Text(entry, "EventId"), kind, Text(entry, "EventStatus") == "Started", notBefore, Text(entry, "Description"), machines.Length > 1);
    }

    private static MaintenanceKind? KindOf(string type) => type switch
    {
        "Freeze" => MaintenanceKind.Freeze,
        "Reboot" => MaintenanceKind.Reboot,
        "Redeploy" => MaintenanceKind.Redeploy,
        "Preempt" => MaintenanceKind.Preempt,
        "Terminate" => MaintenanceKind.Terminate,
        _ => null,
    };

    private static string Text(JsonObject from, string name) => (string?)from[name] ?? "";
}
