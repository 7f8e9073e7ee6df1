package control

import (
	"archive/zip"
	"bytes"
	"fmt"
)

// pdf is a document of one empty page, with a comment behind its head.
func pdf(size int, d *dust) []byte {
	plain := pdfWith(nil)
	left := size - len(plain)
	if left <= 0 {
		return plain
	}
	comment := d.letters(max(left, 2))
	comment = bytes.ReplaceAll(comment, []byte("\n"), []byte(" "))
	comment[0], comment[len(comment)-1] = '%', '\n'
	out := pdfWith(comment)
	if over := len(out) - max(size, len(plain)+2); over > 0 && over < len(comment)-1 { // the offsets have grown by some digits
		out = pdfWith(append(comment[:len(comment)-1-over:len(comment)-1-over], '\n'))
	}
	return out
}

func pdfWith(comment []byte) []byte {
	out := bytes.NewBufferString("%PDF-1.4\n")
	out.Write(comment)
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
	}
	table := "0000000000 65535 f \n"
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", out.Len())
		fmt.Fprintf(out, "%d 0 obj%sendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(out, "xref\n0 %d\n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table, len(objects)+1, start)
	return out.Bytes()
}

// zipped is an archive with one file that is not compressed, as the documents of an office are archives.
func zipped(size int, d *dust) []byte {
	return zipWith(d.bytes(size - len(zipWith(nil))))
}

func zipWith(data []byte) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, _ := w.CreateHeader(&zip.FileHeader{Name: "content.bin", Method: zip.Store}) // a buffer takes everything
	_, _ = f.Write(data)
	_ = w.Close()
	return out.Bytes()
}
