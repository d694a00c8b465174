using System.Text;
using CloudOrchestrator.NodeAgent.Volumes;

namespace CloudOrchestrator.NodeAgent.Tests.Volumes;

public sealed class AtomicWriterTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly string _volume = Directory.CreateTempSubdirectory("co-volume-").FullName;

    public void Dispose() => Directory.Delete(_volume, recursive: true);

    [LinuxFact]
    public void Write_Files_ReadableThroughDataLink()
    {
        Assert.True(Write(("a", "1"), ("dir/b", "2")));
        Assert.Equal("1", Read("a"));
        Assert.Equal("2", Read("dir/b"));
        Assert.Equal("..data/a", new FileInfo(Path.Combine(_volume, "a")).LinkTarget);
        Assert.StartsWith("..2026_01_02_03_04_05.", new FileInfo(Path.Combine(_volume, "..data")).LinkTarget);
    }

    [LinuxFact]
    public void Write_SameAgain_ChangesNothing()
    {
        Write(("a", "1"));
        var before = new FileInfo(Path.Combine(_volume, "..data")).LinkTarget;
        Assert.False(Write(("a", "1")));
        Assert.Equal(before, new FileInfo(Path.Combine(_volume, "..data")).LinkTarget);
    }

    [LinuxFact]
    public void Write_Changed_SwitchesAndCleansUp()
    {
        Write(("a", "1"), ("gone", "x"));
        Assert.True(Write(("a", "2"), ("new", "y")));
        Assert.Equal("2", Read("a"));
        Assert.Equal("y", Read("new"));
        Assert.False(Path.Exists(Path.Combine(_volume, "gone")));
        Assert.Single(Directory.GetDirectories(_volume, "..2026*"));
    }

    [LinuxFact]
    public void Write_Mode_AsAsked()
    {
        Write(("a", "1"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead, File.GetUnixFileMode(Path.Combine(_volume, "..data", "a")));
    }

    [LinuxFact]
    public void Write_PathOutside_Refused()
    {
        foreach (var path in (string[])["../x", "/x", "a/../../x", "..data", ""])
            Assert.Throws<InvalidOperationException>(() => Write((path, "1")));
    }

    private bool Write(params (string Path, string Text)[] files) => AtomicWriter.Write(
        _volume,
        files.ToDictionary(file => file.Path, file => new ProjectedFile(Encoding.UTF8.GetBytes(file.Text), UnixFileMode.UserRead | UnixFileMode.GroupRead)),
        null,
        Now);

    private string Read(string path) => File.ReadAllText(Path.Combine(_volume, path));
}
