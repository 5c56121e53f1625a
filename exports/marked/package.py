"""The zip package of a workbook: parts, relations, content types. Untouched members stay as they are."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from exports.marked.tags import CannotMark, appended, elements, escaped, spliced, tags, text_of_part

_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
#: New members carry no clock: the same workbook marked again is the same file.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Relation:
    """What a part refers to: `kind` is the last word of its type, `target` the member it names."""

    id: str
    kind: str
    target: str
    #: What types begin with in this package.
    base: str


@dataclass
class Package:
    """Members by name; those set or added are written anew, all others as they were read."""

    archive: zipfile.ZipFile
    changed: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def opened(data: bytes, most_bytes: int) -> Package:
        """The package; CannotMark where it is damaged, too large or ambiguous."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise CannotMark("no package") from error
        members = archive.infolist()
        names = {member.filename.lower(): member.filename for member in members}
        if len(names) != len(members) or sum(member.file_size for member in members) > most_bytes:
            raise CannotMark("members twice, or too many bytes")
        return Package(archive, {}, names)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.names or name in self.changed

    def read(self, name: str) -> bytes:
        """A member as UTF-8 XML, with what was changed in it."""
        if name in self.changed:
            return self.changed[name]
        if name.lower() not in self.names:
            raise CannotMark(f"no member {name}")
        try:
            return text_of_part(self.archive.read(self.names[name.lower()]))
        except (zipfile.BadZipFile, RuntimeError, EOFError, UnicodeDecodeError, OSError) as error:
            raise CannotMark(f"member {name} cannot be read") from error

    def put(self, name: str, data: bytes) -> None:
        """Change a member, or add one."""
        self.changed[self.names.get(name.lower(), name)] = data

    def free_name(self, pattern: str) -> str:
        """A member's name that is not taken, such as 'xl/comments{n}.xml'."""
        return next(name for n in range(1, 100_000) if (name := pattern.format(n=n)) not in self)

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to inside the package."""
        if _relations_of(part) not in self:
            return []
        found = []
        for tag in tags(self.read(_relations_of(part))):
            said = tag.all()
            if tag.local == b"Relationship" and not tag.is_end and said.get(b"TargetMode") != "External":
                base, _, kind = said.get(b"Type", "").rpartition("/")
                target = posixpath.join("/", posixpath.dirname(part), said.get(b"Target", ""))
                name = posixpath.normpath(target).lstrip("/")
                found.append(Relation(said.get(b"Id", ""), kind, self.names.get(name.lower(), name), base))
        return found

    def related(self, part: str, kind: str) -> str | None:
        """The member a part refers to by a relation of this kind."""
        return next((each.target for each in self.relations(part) if each.kind == kind), None)

    def relate(self, part: str, kind: str, target: str, base: str) -> str:
        """Add a relation; gives its id."""
        name = _relations_of(part)
        taken = {each.id for each in self._every_relation(name)}
        id = next(each for n in range(1, 100_000) if (each := f"rIdPlumbline{n}") not in taken)
        relative = posixpath.relpath(target, posixpath.dirname(part) or ".")
        said = b'Id="%b" Type="%b/%b" Target="%b"' % tuple(map(escaped, (id, base, kind, relative)))
        if name not in self:
            one = b"<Relationship " + said + b"/>"
            root = b'<Relationships xmlns="%b">%b</Relationships>' % (_RELATIONS.encode(), one)
            self.put(name, b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + root)
        else:
            self._append(name, b"Relationship ", said)
        return id

    def declare(self, name: str, content_type: str) -> None:
        """Say what kind of part a new member is."""
        said = b'PartName="/%b" ContentType="%b"' % (escaped(name), escaped(content_type))
        self._append(_TYPES, b"Override ", said)

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what kind of part members with this ending are, where that is not said yet."""
        known = [tag.get(b"Extension") for tag in tags(self.read(_TYPES)) if tag.local == b"Default"]
        if extension not in [each.lower() for each in known if each]:
            said = b'Extension="%b" ContentType="%b"' % (escaped(extension), escaped(content_type))
            self._append(_TYPES, b"Default ", said, first=True)

    def to_bytes(self) -> bytes:
        """The package: members in their order, then the new ones."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
            for member in self.archive.infolist():
                data = self.changed.get(member.filename)
                kept = zipfile.ZipInfo(member.filename, member.date_time)
                kept.compress_type, kept.external_attr = member.compress_type, member.external_attr
                if kept.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    kept.compress_type = zipfile.ZIP_DEFLATED
                written.writestr(kept, self._bytes(member) if data is None else data)
            for name, data in self.changed.items():
                if name.lower() not in self.names:
                    added = zipfile.ZipInfo(name, _EPOCH)
                    added.compress_type, added.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                    written.writestr(added, data)
        return out.getvalue()

    def _bytes(self, member: zipfile.ZipInfo) -> bytes:
        try:
            return self.archive.read(member)
        except (zipfile.BadZipFile, RuntimeError, EOFError, OSError) as error:
            raise CannotMark(f"member {member.filename} cannot be read") from error

    def _every_relation(self, name: str) -> list[Relation]:
        if name not in self:
            return []
        return [Relation(tag.get(b"Id") or "", "", "", "") for tag in tags(self.read(name))]

    def _append(self, name: str, what: bytes, said: bytes, *, first: bool = False) -> None:
        """One more child of a member's root, spelled with its prefix."""
        data = self.read(name)
        root = elements(data)[0]
        child = b"<" + root.tag.prefix + what + said + b"/>"
        if first and not root.tag.is_empty:
            self.put(name, spliced(data, [(root.tag.end, root.tag.end, child)]))
        else:
            self.put(name, spliced(data, appended(root, child)))


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
