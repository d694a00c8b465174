using CloudOrchestrator.NodeAgent.Volumes;

namespace CloudOrchestrator.NodeAgent.Tests.Volumes;

public sealed class SubPathsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("co-subpath-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [LinuxFact]
    public void Resolve_Missing_MadeAsDirectory()
    {
        Assert.Equal(Path.Combine(_root, "a/b"), SubPaths.Resolve(_root, "a/b"));
        Assert.True(Directory.Exists(Path.Combine(_root, "a/b")));
    }

    [LinuxFact]
    public void Resolve_LinkInside_Followed()
    {
        Directory.CreateDirectory(Path.Combine(_root, "real"));
        File.CreateSymbolicLink(Path.Combine(_root, "link"), "real");
        Assert.Equal(Path.Combine(_root, "real"), SubPaths.Resolve(_root, "link"));
    }

    [LinuxFact]
    public void Resolve_LinkOutside_Refused()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "link"), "/etc");
        Assert.Throws<VolumeException>(() => SubPaths.Resolve(_root, "link"));
        Assert.Throws<VolumeException>(() => SubPaths.Resolve(_root, "../x"));
    }
}
