using System.Net.Sockets;

namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>Checks of hostPath volumes.</summary>
internal static class HostPaths
{
    private const UnixFileMode DirectoryMode = (UnixFileMode)0b111_101_101;
    private const UnixFileMode FileMode = (UnixFileMode)0b110_100_100;

    /// <summary>Makes or checks what the volume's type asks for.</summary>
    public static void Prepare(HostPathVolumeSource source)
    {
        var path = source.Path;
        switch (source.Type ?? "")
        {
            // Unchecked: made as a directory when missing, as container engines do with what they are to mount.
            case "" when !Path.Exists(path):
            case "DirectoryOrCreate" when !Path.Exists(path):
                Directory.CreateDirectory(path, DirectoryMode);
                break;
            case "FileOrCreate" when !Path.Exists(path):
                File.WriteAllBytes(path, []);
                File.SetUnixFileMode(path, FileMode);
                break;
            case "Directory" or "DirectoryOrCreate" when !Directory.Exists(path):
                throw new VolumeException($"hostPath type check failed: {path} is not a directory");
            case "File" or "FileOrCreate" when !File.Exists(path) || Directory.Exists(path):
                throw new VolumeException($"hostPath type check failed: {path} is not a file");
            case "Socket" when !IsSocket(path):
                throw new VolumeException($"hostPath type check failed: {path} is not a socket file");
            case "CharDevice" when !IsDevice(path):
                throw new VolumeException($"hostPath type check failed: {path} is not a character device");
            case "BlockDevice" when !IsDevice(path):
                throw new VolumeException($"hostPath type check failed: {path} is not a block device");
        }
    }

    private static bool IsSocket(string path)
    {
        if (!File.Exists(path))
            return false;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException refused)
        {
            // Nobody listens on it now, or it takes datagrams: it is a socket all the same. A plain file answers ENOTSOCK or refuses, with no way to tell.
            return refused.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ProtocolType;
        }
    }

    private static bool IsDevice(string path) => File.Exists(path) && (File.GetAttributes(path) & FileAttributes.Device) != 0;
}
