using System.Security.Cryptography;
using System.Text;
using CloudOrchestrator.Kinds.Core.ServiceAccounts;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>
/// Gives a pod its service account, that account's image pull secrets and the volume with the account's token, the cluster's CA and the namespace, as Kubernetes'
/// ServiceAccount admission does.
/// </summary>
internal sealed class PodServiceAccount(ServerParts parts) : ICreateAdmission
{
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string VolumePrefix = "kube-api-access-";
    private const int SuffixLength = 5;
    private const int TokenExpirationSeconds = 3607;
    private const int DefaultMode = 420;
    private const int DefaultAccountAttempts = 10;
    private static readonly TimeSpan DefaultAccountPause = TimeSpan.FromMilliseconds(100);

    // Pods mostly come many at a time and of one account.
    private volatile AccountSuffix? _lastSuffix;

    /// <inheritdoc/>
    public async ValueTask<ApiStatus?> AdmitAsync(ApiCall call, JsonObject value, CancellationToken cancellationToken)
    {
        if (call.Kind.GroupVersionKind is not { Group: "", Kind: "Pod" })
            return null;
        var metadata = MetadataView.Of(value);
        if (metadata.Fields.Object("annotations").Text("kubernetes.io/config.mirror").Length > 0)
            return null;
        var spec = value.ObjectOrNew("spec");
        var name = spec.Text("serviceAccountName") is { Length: > 0 } given ? given : "default";
        spec["serviceAccountName"] = name;
        spec["serviceAccount"] = name;

        if (await FindAsync(new ObjectKey(call.Namespace, name), cancellationToken) is not { } account)
        {
            return ApiStatuses.Forbidden(call.Kind.Resource, metadata.Name,
                $"error looking up service account {call.Namespace}/{name}: serviceaccount \"{name}\" not found");
        }

        Complete(spec, account.As<ServiceAccount>());
        return null;
    }

    // A new namespace's default account is created by its controller: as in Kubernetes, a pod that comes a moment too early waits for it.
    private async ValueTask<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var attempts = key.Name == "default" ? DefaultAccountAttempts : 1;
        for (var attempt = 1; ; attempt++)
        {
            if (await parts.Store.GetAsync("serviceaccounts", key, fresh: attempt > 1 || attempts == 1, cancellationToken) is { } account)
                return account;
            if (attempt > attempts)
                return null;
            if (attempts > 1)
                await Task.Delay(DefaultAccountPause, parts.Time, cancellationToken);
        }
    }

    private void Complete(JsonObject spec, ServiceAccount account)
    {
        if (!spec.Objects("imagePullSecrets").Any() && account.ImagePullSecrets is { Count: > 0 } secrets)
            spec["imagePullSecrets"] = new JsonArray([.. secrets.Select(secret => new JsonObject { ["name"] = secret.Name })]);
        var mounts = spec.Truth("automountServiceAccountToken") ?? account.AutomountServiceAccountToken ?? true;
        var containers = spec.Objects("containers").Concat(spec.Objects("initContainers"))
            .Where(container => container.Objects("volumeMounts").All(mount => mount.Text("mountPath") != MountPath)).ToArray();
        if (!mounts || containers.Length == 0)
            return;
        var present = spec.Objects("volumes").Select(volume => volume.Text("name")).FirstOrDefault(name => name.StartsWith(VolumePrefix, StringComparison.Ordinal));
        var volume = present ?? VolumePrefix + SuffixOf(account.Metadata.Uid ?? "");
        foreach (var container in containers)
            container.ListOrNew("volumeMounts").Add(new JsonObject { ["name"] = volume, ["readOnly"] = true, ["mountPath"] = MountPath });
        if (present is not null)
            return;
        spec.ListOrNew("volumes").Add(new JsonObject
        {
            ["name"] = volume,
            ["projected"] = new JsonObject { ["sources"] = Sources(), ["defaultMode"] = DefaultMode },
        });
    }

    // The same for all pods of an account: pods of one template are equal then, and what is equal is decoded, checked and kept once.
    private string SuffixOf(string uid)
    {
        if (_lastSuffix is { } last && last.Uid == uid)
            return last.Suffix;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(uid), hash);
        Span<char> suffix = stackalloc char[SuffixLength];
        for (var index = 0; index < suffix.Length; index++)
            suffix[index] = IIdSource.SuffixAlphabet[hash[index] % IIdSource.SuffixAlphabet.Length];
        var text = new string(suffix);
        _lastSuffix = new AccountSuffix(uid, text);
        return text;
    }

    private static JsonArray Sources() =>
    [
        new JsonObject { ["serviceAccountToken"] = new JsonObject { ["expirationSeconds"] = TokenExpirationSeconds, ["path"] = "token" } },
        new JsonObject
        {
            ["configMap"] = new JsonObject
            {
                ["name"] = "kube-root-ca.crt",
                ["items"] = new JsonArray(new JsonObject { ["key"] = "ca.crt", ["path"] = "ca.crt" }),
            },
        },
        new JsonObject
        {
            ["downwardAPI"] = new JsonObject
            {
                ["items"] = new JsonArray(new JsonObject
                {
                    ["path"] = "namespace",
                    ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "metadata.namespace" },
                }),
            },
        },
    ];

    private sealed record AccountSuffix(string Uid, string Suffix);
}
