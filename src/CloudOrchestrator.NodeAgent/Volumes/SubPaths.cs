namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>Paths below a volume's root.</summary>
internal static class SubPaths
{
    /// <summary>
    /// The real path of <paramref name="subPath"/> below <paramref name="root"/>, made as a directory when it is missing. Symbolic links are followed as
    /// long as
    /// they stay inside: what a container wrote into its volume must not open the node to it.
    /// </summary>
    public static string Resolve(string root, string subPath)
    {
        if (Path.IsPathRooted(subPath) || subPath.Split('/').Contains(".."))
            throw new VolumeException($"subPath \"{subPath}\" must stay below the volume's root");
        var realRoot = RealPath(root);
        var path = Path.Combine(realRoot, subPath);
        if (!Path.Exists(path))
            Directory.CreateDirectory(path);
        var real = RealPath(path);
        if (real != realRoot && !real.StartsWith(realRoot + "/", StringComparison.Ordinal))
            throw new VolumeException($"subPath \"{subPath}\" leads out of the volume");
        return real;
    }

    /// <summary>Follows every link of the path, component by component.</summary>
    private static string RealPath(string path)
    {
        const int LinksMax = 40;
        var links = 0;
        var pending = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var real = "/";
        while (pending.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
                continue;
            }
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > LinksMax)
                throw new VolumeException($"too many symbolic links in {path}");
            if (Path.IsPathRooted(target))
                real = "/";
            foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(step => step != ".").Reverse())
                pending.Push(step);
        }
        return real;
    }
}
