using CloudOrchestrator.NodeAgent.Environment;
using CloudOrchestrator.NodeAgent.Native;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>Makes and removes the volumes and other files of pods on a Linux node.</summary>
/// <param name="directories">Where they are.</param>
/// <param name="objects">The ConfigMaps and Secrets they show.</param>
/// <param name="tokens">The tokens they hold.</param>
/// <param name="time">The clock.</param>
/// <param name="resolver">What pods' resolvers are to use.</param>
public sealed class PodVolumes(PodDirectories directories, ReferencedObjects objects, TokenSource tokens, TimeProvider time,
    ResolverOptions resolver) : IPodVolumes
{
    private const long DefaultTokenSeconds = 3600;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
    private const UnixFileMode Everyone = (UnixFileMode)0b110_110_110;
    private const UnixFileMode Readable = (UnixFileMode)0b110_100_100;
    private const UnixFileMode TokenMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> PrepareAsync(DownwardFacts facts, CancellationToken cancellationToken)
    {
        DateTimeOffset? refreshAt = null;
        foreach (var volume in facts.Pod.Spec?.Volumes ?? [])
        {
            try
            {
                if (await PrepareAsync(facts, volume, cancellationToken) is { } at && (refreshAt is null || at < refreshAt))
                    refreshAt = at;
            }
            catch (Exception failure) when (failure is VolumeException or IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                throw new VolumeException($"MountVolume.SetUp failed for volume \"{volume.Name}\" : {failure.Message}");
            }
        }
        return refreshAt;
    }

    /// <inheritdoc/>
    public IReadOnlyList<RuntimeMount> MountsOf(Pod pod, Container container, IReadOnlyDictionary<string, string> environment) =>
        [.. (container.VolumeMounts ?? []).Select(mount => MountOf(pod, mount, environment))];

    /// <inheritdoc/>
    public IReadOnlyList<RuntimeMount> ManagedFilesOf(Pod pod, Container container, int attempt, string podAddress)
    {
        var uid = pod.Metadata.Uid ?? "";
        var taken = (container.VolumeMounts ?? []).Select(mount => mount.MountPath.TrimEnd('/')).ToHashSet(StringComparer.Ordinal);
        var hosts = pod.Spec?.HostNetwork == true
            ? HostsFile.OfNode(pod, File.Exists("/etc/hosts") ? File.ReadAllText("/etc/hosts") : "")
            : HostsFile.Of(pod, podAddress, resolver.ClusterDomain);
        var message = directories.TerminationLog(uid, container.Name, attempt);
        var files = new List<(string Target, string Path, string Text)>
        {
            ("/etc/hosts", directories.Hosts(uid), hosts),
            ("/etc/resolv.conf", directories.ResolvConf(uid), ResolvConf.Of(pod, resolver)),
            (container.TerminationMessagePath is { Length: > 0 } path ? path : "/dev/termination-log", message, ""),
        };
        if (pod.Spec?.HostNetwork != true)
            files.Add(("/etc/hostname", directories.Hostname(uid), HostsFile.KernelNameOf(pod, resolver.ClusterDomain) + "\n"));
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
            File.WriteAllText(file.Path, file.Text);
            File.SetUnixFileMode(file.Path, file.Path == message ? Everyone : Readable);
        }
        return [.. files.Where(file => !taken.Contains(file.Target)).Select(file => new RuntimeMount(file.Path, file.Target, ReadOnly: false))];
    }

    /// <inheritdoc/>
    public void Remove(string podUid)
    {
        var path = directories.Volumes(podUid);
        if (!Directory.Exists(path))
            return;
        foreach (var point in MountTable.Below(path))
            LinuxCalls.Unmount(point);
        Directory.Delete(path, recursive: true);
    }

    /// <inheritdoc/>
    public void RemovePod(string podUid)
    {
        Remove(podUid);
        tokens.Forget(podUid);
        var path = directories.Pod(podUid);
        if (!Directory.Exists(path))
            return;
        foreach (var point in MountTable.Below(path))
            LinuxCalls.Unmount(point);
        Directory.Delete(path, recursive: true);
    }

    /// <inheritdoc/>
    public void RememberAddress(string podUid, string sandboxId, string address)
    {
        Directory.CreateDirectory(directories.Pod(podUid));
        File.WriteAllText(directories.SandboxAddress(podUid, sandboxId), address);
    }

    /// <inheritdoc/>
    public string? RecallAddress(string podUid, string sandboxId) =>
        File.Exists(directories.SandboxAddress(podUid, sandboxId)) ? File.ReadAllText(directories.SandboxAddress(podUid, sandboxId)) : null;

    /// <inheritdoc/>
    public IReadOnlyList<string> KnownPods() =>
        Directory.Exists(directories.Pods) ? [.. Directory.EnumerateDirectories(directories.Pods).Select(path => Path.GetFileName(path))] : [];

    private RuntimeMount MountOf(Pod pod, VolumeMount mount, IReadOnlyDictionary<string, string> environment)
    {
        var volume = (pod.Spec?.Volumes ?? []).FirstOrDefault(volume => volume.Name == mount.Name)
            ?? throw new VolumeException($"cannot find volume \"{mount.Name}\" to mount into container");
        var source = volume.HostPath?.Path ?? directories.Volume(pod.Metadata.Uid ?? "", TypeOf(volume), volume.Name);
        var below = mount.SubPathExpr is { Length: > 0 } expression ? VariableExpansion.Expand(expression, environment) : mount.SubPath ?? "";
        if (below.Length > 0)
            source = SubPaths.Resolve(source, below);
        // ConfigMaps, Secrets and projections are for reading only.
        var readOnly = mount.ReadOnly == true || volume.EmptyDir is null && volume.HostPath is null;
        return new RuntimeMount(source, mount.MountPath, readOnly, mount.MountPropagation switch
        {
            "HostToContainer" => "rslave",
            "Bidirectional" => "rshared",
            _ => "rprivate",
        });
    }

    private static string TypeOf(Volume volume) => volume switch
    {
        { EmptyDir: not null } => "empty-dir",
        { ConfigMap: not null } => "configmap",
        { Secret: not null } => "secret",
        { Projected: not null } => "projected",
        { DownwardAPI: not null } => "downward-api",
        { HostPath: not null } => "host-path",
        _ => throw new VolumeException("its type is not supported: CloudOrchestrator has emptyDir, hostPath, configMap, secret, projected and downwardAPI volumes"),
    };

    private async Task<DateTimeOffset?> PrepareAsync(DownwardFacts facts, Volume volume, CancellationToken cancellationToken)
    {
        var type = TypeOf(volume);
        if (volume.HostPath is { } host)
        {
            HostPaths.Prepare(host);
            return null;
        }
        var path = directories.Volume(facts.Pod.Metadata.Uid ?? "", type, volume.Name);
        if (volume.EmptyDir is { } empty)
        {
            PrepareEmptyDir(path, empty, facts.Pod.Spec?.SecurityContext?.FsGroup);
            return null;
        }
        var (files, refreshAt) = await FilesOfAsync(facts, volume, cancellationToken);
        // Secrets and tokens stay off the disk.
        if (volume.Secret is not null || volume.Projected is not null)
            MountTmpfs(path, "mode=0755");
        AtomicWriter.Write(path, files, facts.Pod.Spec?.SecurityContext?.FsGroup, time.GetUtcNow());
        return refreshAt;
    }

    private static void PrepareEmptyDir(string path, EmptyDirVolumeSource source, long? group)
    {
        var exists = Directory.Exists(path);
        if (source.Medium == "Memory")
            MountTmpfs(path, source.SizeLimit is { IsZero: false } limit ? $"mode=0777,size={limit.Units}" : "mode=0777");
        else if (source.Medium is { Length: > 0 } medium)
            throw new VolumeException($"unknown storage medium {medium}");
        Directory.CreateDirectory(path);
        if (exists)
            return;
        File.SetUnixFileMode(path, group is null ? Everybody : Everybody | UnixFileMode.SetGroup);
        if (group is { } gid)
            LinuxCalls.ChangeOwner(path, -1, (int)gid);
    }

    private static void MountTmpfs(string path, string options)
    {
        Directory.CreateDirectory(path);
        if (!MountTable.Below(path).Contains(path))
            LinuxCalls.MountTmpfs(path, options);
    }

    private async Task<(Dictionary<string, ProjectedFile> Files, DateTimeOffset? RefreshAt)> FilesOfAsync(
        DownwardFacts facts, Volume volume, CancellationToken cancellationToken)
    {
        var @namespace = facts.Pod.Metadata.Namespace ?? "";
        if (volume.ConfigMap is { } map)
            return (await ConfigMapAsync(@namespace, map.Name ?? "", map.Items, map.Optional == true, map.DefaultMode, cancellationToken), null);
        if (volume.Secret is { } secret)
            return (await SecretAsync(@namespace, secret.SecretName ?? "", secret.Items, secret.Optional == true, secret.DefaultMode, cancellationToken), null);
        if (volume.DownwardAPI is { } downward)
            return (VolumeFiles.OfDownward(facts, downward.Items, downward.DefaultMode), null);
        var files = new Dictionary<string, ProjectedFile>(StringComparer.Ordinal);
        DateTimeOffset? refreshAt = null;
        foreach (var source in volume.Projected!.Sources)
        {
            var (part, at) = await ProjectionAsync(facts, source, volume.Projected.DefaultMode, cancellationToken);
            foreach (var (path, file) in part)
                files[path] = file;
            refreshAt = at is { } soon && (refreshAt is null || soon < refreshAt) ? soon : refreshAt;
        }
        return (files, refreshAt);
    }

    private async Task<(Dictionary<string, ProjectedFile> Files, DateTimeOffset? RefreshAt)> ProjectionAsync(
        DownwardFacts facts, VolumeProjection source, int? mode, CancellationToken cancellationToken)
    {
        var @namespace = facts.Pod.Metadata.Namespace ?? "";
        if (source.ConfigMap is { } map)
            return (await ConfigMapAsync(@namespace, map.Name ?? "", map.Items, map.Optional == true, mode, cancellationToken), null);
        if (source.Secret is { } secret)
            return (await SecretAsync(@namespace, secret.Name ?? "", secret.Items, secret.Optional == true, mode, cancellationToken), null);
        if (source.DownwardAPI is { } downward)
            return (VolumeFiles.OfDownward(facts, downward.Items, mode), null);
        if (source.ServiceAccountToken is not { } request)
            throw new VolumeException("cluster trust bundles are not supported");
        var (token, refreshAt) = await tokens.GetAsync(facts.Pod, request.Audience, request.ExpirationSeconds ?? DefaultTokenSeconds, cancellationToken);
        var user = OnlyUserOf(facts.Pod.Spec!);
        var fileMode = user is not null || facts.Pod.Spec?.SecurityContext?.FsGroup is not null ? TokenMode : (UnixFileMode)(mode ?? 0b110_100_100);
        var file = new ProjectedFile(System.Text.Encoding.UTF8.GetBytes(token), fileMode, user);
        return (new Dictionary<string, ProjectedFile>(StringComparer.Ordinal) { [request.Path] = file }, refreshAt);
    }

    private async Task<Dictionary<string, ProjectedFile>> ConfigMapAsync(
        string @namespace, string name, IReadOnlyList<KeyToPath>? items, bool optional, int? mode, CancellationToken cancellationToken) =>
        VolumeFiles.OfConfigMap(@namespace, name, await objects.ConfigMapAsync(@namespace, name, cancellationToken), items, optional, mode);

    private async Task<Dictionary<string, ProjectedFile>> SecretAsync(
        string @namespace, string name, IReadOnlyList<KeyToPath>? items, bool optional, int? mode, CancellationToken cancellationToken) =>
        VolumeFiles.OfSecret(@namespace, name, await objects.SecretAsync(@namespace, name, cancellationToken), items, optional, mode);

    /// <summary>The user all containers run as; null when they differ or do not say. A token readable by that user alone needs no wider mode.</summary>
    private static long? OnlyUserOf(PodSpec spec)
    {
        var users = Pods.PodContainer.Of(spec).Select(container => container.Spec.SecurityContext?.RunAsUser ?? spec.SecurityContext?.RunAsUser)
            .Distinct().ToArray();
        return users.Length == 1 ? users[0] : null;
    }
}
